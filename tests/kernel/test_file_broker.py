"""The broker of the embedded installation: nobody ever reads half a message."""

import threading

from kombu import Connection

MESSAGES = 400


def test_a_reader_in_a_hurry_gets_every_message_whole(tmp_path):
    options = {
        "data_folder_in": str(tmp_path / "in"),
        "data_folder_out": str(tmp_path / "in"),
        "control_folder": str(tmp_path / "control"),
    }
    for folder in ("in", "control"):
        (tmp_path / folder).mkdir()
    transport = "zhifu_portal.kernel.file_broker:Transport"

    def write():
        with Connection("filesystem://localhost", transport=transport, transport_options=options) as connection:
            queue = connection.SimpleQueue("hurry")
            for number in range(MESSAGES):
                queue.put({"number": number, "padding": "正文" * 500})
            queue.close()

    writer = threading.Thread(target=write)
    with Connection("filesystem://localhost", transport=transport, transport_options=options) as connection:
        queue = connection.SimpleQueue("hurry")
        writer.start()
        received = []
        while len(received) < MESSAGES:
            message = queue.get(timeout=30)
            received.append(message.payload["number"])
            message.ack()
        queue.close()
    writer.join()
    assert sorted(received) == list(range(MESSAGES))
    assert list((tmp_path / "in").iterdir()) == []
