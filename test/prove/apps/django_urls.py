import json
import os

from django.http import HttpResponse, JsonResponse
from django.urls import path

scenario = json.loads(os.environ["SCENARIO"])


def mistakes(get_response):
    def middleware(request):
        if request.method == "OPTIONS" and scenario.get("preflight"):
            response = HttpResponse(status=204)
        elif scenario.get("auth") and "Authorization" not in request.headers:
            response = HttpResponse(status=401)
        elif request.method == "OPTIONS" and scenario.get("optionsStatus"):
            response = HttpResponse(status=scenario["optionsStatus"])
        else:
            response = get_response(request)
        for name, value in scenario["headers"]:
            response.headers[name] = value
        if request.headers.get("Origin") in scenario["listed"]:
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        if scenario.get("cached"):
            response.headers["Cache-Control"] = "public, max-age=600"
        return response

    return middleware


def answer(request, name):
    if name == "x" and scenario.get("redirect"):
        status, target = scenario["redirect"]
        return HttpResponse(status=status, headers={"Location": target})
    if scenario.get("error"):
        raise RuntimeError("down")
    return JsonResponse({})


urlpatterns = [path("api/<name>", answer)]

# THE FIX
