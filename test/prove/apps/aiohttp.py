import json
import os
import sys

from aiohttp import web

scenario = json.loads(os.environ["SCENARIO"])


@web.middleware
async def mistakes(request, handler):
    options = request.method == "OPTIONS"
    if options and scenario.get("preflight"):
        response = web.Response(status=204)
    elif scenario.get("auth") and "Authorization" not in request.headers:
        response = web.Response(status=401)
    elif options and scenario.get("optionsStatus"):
        response = web.Response(status=scenario["optionsStatus"])
    elif scenario.get("redirect") and request.path == "/api/x":
        status, target = scenario["redirect"]
        response = web.Response(status=status, headers={"Location": target})
    else:
        response = await handler(request)
    for name, value in scenario["headers"]:
        response.headers.add(name, value)
    if request.headers.get("Origin") in scenario["listed"]:
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    if scenario.get("cached"):
        response.headers["Cache-Control"] = "public, max-age=600"
    return response


async def answer(request):
    if scenario.get("error"):
        raise RuntimeError("down")
    return web.json_response({})


app = web.Application(middlewares=[mistakes])
for method in ["HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"]:
    app.router.add_route(method, "/api/{name}", answer)

# THE FIX

web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
