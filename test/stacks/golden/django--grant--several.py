# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

# In settings.py; keep the other entries:
CORS_ALLOWED_ORIGINS = ['http://[::1]:3000', 'https://app.example'] # CHANGED
