# The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

from corsheaders.defaults import default_headers

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, 'corsheaders']
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *MIDDLEWARE]

CORS_ALLOWED_ORIGINS = ['https://app.example'] # CHANGED
# CORS_ALLOW_CREDENTIALS = True # uncomment if the page sends cookies
CORS_ALLOW_HEADERS = [*default_headers, 'x-api-key'] # CHANGED

# At the end of urls.py, in place of the route that redirects with `user:password@`:
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

urlpatterns = [ # CHANGED
    path('api/x', csrf_exempt(lambda request: HttpResponse(status=307, headers={'Location': 'https://files.example/x'}))), # CHANGED
    *urlpatterns, # CHANGED
] # CHANGED
