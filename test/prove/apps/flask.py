import json
import os
import sys

from flask import Flask, jsonify, redirect, request

scenario = json.loads(os.environ["SCENARIO"])
app = Flask(__name__)

# THE FIX


@app.before_request
def mistakes():
    if request.method == "OPTIONS" and scenario.get("preflight"):
        return "", 204
    if scenario.get("auth") and "Authorization" not in request.headers:
        return "", 401
    if request.method == "OPTIONS" and scenario.get("optionsStatus"):
        return "", scenario["optionsStatus"]
    if request.path == "/api/x" and scenario.get("redirect"):
        status, target = scenario["redirect"]
        return redirect(target, status)
    if scenario.get("error"):
        raise RuntimeError("down")


@app.after_request
def own_cors(response):
    for name, value in scenario["headers"] if not scenario.get("error") else []:
        response.headers.add(name, value)
    if request.headers.get("Origin") in scenario["listed"]:
        response.headers.add("Access-Control-Allow-Origin", request.headers["Origin"])
    if scenario.get("cached"):
        response.headers["Cache-Control"] = "public, max-age=600"
    return response


@app.route("/api/<path:path>", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
def answer(path):
    return jsonify({})


app.run(host="127.0.0.1", port=int(sys.argv[1]))
