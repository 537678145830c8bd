#!/usr/bin/python3
"""Recognises speech from standard input and prints what it hears, as `captionwire pipe` reads it.

In: 16-bit little-endian samples, 16,000 a second, one channel. Out: one JSON object a line, {"partial": ...} while somebody
speaks and {"text": ...} when they pause. Needs Debian's python3-pocketsphinx and pocketsphinx-en-us.
"""

import json
import os
import sys

from pocketsphinx import Decoder

MODEL = os.environ.get("POCKETSPHINX_MODEL", "/usr/share/pocketsphinx/model/en-us")
# A tenth of a second.
PIECE_BYTES = 3200


def say(kind, text):
    print(json.dumps({kind: text}), flush=True)


def words(decoder):
    heard = decoder.hyp()
    return heard.hypstr if heard else ""


def main():
    config = Decoder.default_config()
    config.set_string("-hmm", f"{MODEL}/en-us")
    config.set_string("-lm", f"{MODEL}/en-us.lm.bin")
    config.set_string("-dict", f"{MODEL}/cmudict-en-us.dict")
    config.set_string("-logfn", os.devnull)
    decoder = Decoder(config)
    decoder.start_utt()
    speaks = False
    last = ""
    while piece := sys.stdin.buffer.read(PIECE_BYTES):
        decoder.process_raw(piece, False, False)
        spoke, speaks = speaks, decoder.get_in_speech()
        if speaks:
            text = words(decoder)
            if text != last:
                say("partial", text)
            last = text
        elif spoke:
            decoder.end_utt()
            say("text", words(decoder))
            decoder.start_utt()
            last = ""
    decoder.end_utt()
    say("text", words(decoder))


main()
