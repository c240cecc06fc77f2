/* Reads title and text aloud with the device's own voice; offered only where a voice is available. */
"use strict";

(() => {
  const button = document.querySelector("[data-read-aloud]");
  const stop = document.querySelector("[data-read-stop]");
  const speech = window.speechSynthesis;
  if (!button || !stop || !speech || typeof SpeechSynthesisUtterance === "undefined") return;

  const label = button.querySelector("span");
  const MAX_LENGTH = 180;
  let queue = [];
  let playing = false;

  const sentences = () => {
    const article = document.querySelector(button.dataset.readAloud);
    const parts = article.querySelectorAll("h1, .prose > *");
    return [...parts].flatMap((part) => part.textContent.split(/(?<=[。！？；\n])/))
      .map((text) => text.trim())
      .filter(Boolean)
      .flatMap((text) => text.match(new RegExp(`.{1,${MAX_LENGTH}}`, "gs")));
  };

  const show = (text, running) => {
    label.textContent = text;
    stop.hidden = !running;
  };

  const next = () => {
    const text = queue.shift();
    if (!playing || text === undefined) {
      playing = false;
      show("朗读", false);
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = "zh-CN";
    utterance.onend = next;
    utterance.onerror = next;
    speech.speak(utterance);
  };

  button.addEventListener("click", () => {
    if (!playing) {
      queue = sentences();
      playing = true;
      show("暂停", true);
      next();
    } else if (speech.paused) {
      speech.resume();
      show("暂停", true);
    } else {
      speech.pause();
      show("继续", true);
    }
  });

  stop.addEventListener("click", () => {
    playing = false;
    queue = [];
    speech.resume();
    speech.cancel();
    show("朗读", false);
    button.focus();
  });

  window.addEventListener("pagehide", () => speech.cancel());
  const offer = () => { button.hidden = speech.getVoices().length === 0; };
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
