
# In settings.py; keep the other entries:
CORS_ALLOWED_ORIGINS = ['http://[::1]:3000', 'https://app.example'] # CHANGED
