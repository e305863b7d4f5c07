"""Scores rows over HTTP, with nothing but the standard library and PyTorch. It knows no users: let only your own machines reach it.

    python3 serve.py [--host 127.0.0.1] [--port 8000] [--weights FILE]

    curl -s localhost:8000/predict -d '[{"column": "value", ...}, ...]'
"""
import argparse
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch

from encoding import Encoding, RowError
from errors import Refused, run
from model import WEIGHTS, make_model, read_json

MOST_BYTES = 16 * 2**20


class Scorer:
    def __init__(self, weights):
        self.model = make_model(weights).eval()
        self.encoding = Encoding(read_json("encoding.json"))
        self.lock = threading.Lock()

    def score(self, rows):
        """-> {"predictions": [...], "unseen": {field: count}}; a prediction is null where a row's domain is unknown
        and the model is not pooled.

        Raises RowError where a column is missing or a cell cannot be read.
        """
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RowError("give a list of rows, each an object of values by column")
        with self.lock:
            self.encoding.unseen = dict.fromkeys(self.encoding.unseen, 0)
            encoded = self.encoding.encode(enumerate(rows), labelled=False)
            unseen = {name: count for name, count in self.encoding.unseen.items() if count}
            predictions = [None] * len(rows)
            if len(encoded):
                with torch.no_grad():
                    values = torch.sigmoid(self.model(*encoded.inputs)).tolist()
                for row, value in zip(encoded.rows.tolist(), values):
                    predictions[row] = value
        return {"predictions": predictions, "unseen": unseen, "unknownDomains": predictions.count(None)}


def handler(scorer):
    class Handler(BaseHTTPRequestHandler):
        # Whoever sends nothing for so many seconds keeps no thread.
        timeout = 30

        def do_GET(self):
            if self.path == "/health":
                self.answer(200, {"ok": True, "columns": scorer.encoding.columns, "domains": scorer.encoding.said["domain"]["names"]})
            else:
                self.answer(404, {"error": "POST rows to /predict, or GET /health"})

        def do_POST(self):
            try:
                length = int(self.headers.get("Content-Length", -1))
            except ValueError:
                length = -1
            if self.path != "/predict":
                return self.answer(404, {"error": "POST rows to /predict"})
            if not 0 <= length <= MOST_BYTES:
                self.close_connection = True
                return self.answer(413, {"error": f"say a Content-Length of at most {MOST_BYTES} bytes"})
            try:
                self.answer(200, scorer.score(json.loads(self.rfile.read(length))))
            except (RowError, ValueError, RecursionError) as error:
                self.answer(400, {"error": str(error)})

        def answer(self, status, value):
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, text, *values):
            pass

    return Handler


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0: any that is free")
    parser.add_argument("--weights", default=WEIGHTS)
    args = parser.parse_args()
    scorer = Scorer(args.weights)
    try:
        server = ThreadingHTTPServer((args.host, args.port), handler(scorer))
    except (OSError, OverflowError) as error:
        raise Refused(f"{args.host}:{args.port} cannot be listened at: {error}. Give another --port; 0 takes one that is free.") from None
    print(f"http://{args.host}:{server.server_port}/predict", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    run(main)
