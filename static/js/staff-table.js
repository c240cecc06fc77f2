/* Staff pages: the menu of the table editor in Chinese; its library ships English alone. */
"use strict";

(() => {
  if (!window.Handsontable) return;
  const words = {
    insertRowAbove: "在上方插入行",
    insertRowBelow: "在下方插入行",
    insertColumnOnTheLeft: "在左侧插入列",
    insertColumnOnTheRight: "在右侧插入列",
    removeRow: "删除行",
    removeColumn: "删除列",
    undo: "撤销",
    redo: "恢复",
  };
  const dictionary = { languageCode: "zh-CN" };
  for (const [name, text] of Object.entries(words)) dictionary[`ContextMenu:items.${name}`] = text;
  window.Handsontable.languages.registerLanguageDictionary(dictionary);
})();
