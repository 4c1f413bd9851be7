import json
import os
import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

scenario = json.loads(os.environ["SCENARIO"])
app = FastAPI()


@app.middleware("http")
async def mistakes(request: Request, call_next):
    options = request.method == "OPTIONS"
    if options and scenario.get("preflight"):
        response = Response(status_code=204)
    elif scenario.get("auth") and "authorization" not in request.headers:
        response = Response(status_code=401)
    elif options and scenario.get("optionsStatus"):
        response = Response(status_code=scenario["optionsStatus"])
    else:
        response = await call_next(request)
    for name, value in scenario["headers"]:
        response.headers.append(name, value)
    if request.headers.get("origin") in scenario["listed"]:
        response.headers["Access-Control-Allow-Origin"] = request.headers["origin"]
    if scenario.get("cached"):
        response.headers["Cache-Control"] = "public, max-age=600"
    return response


@app.api_route("/api/{path}", methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def answer(path: str):
    if path == "x" and scenario.get("redirect"):
        status, target = scenario["redirect"]
        return RedirectResponse(target, status)
    if scenario.get("error"):
        raise RuntimeError("down")
    return {}


# THE FIX

uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
