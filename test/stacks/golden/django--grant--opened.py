
# In settings.py; keep the other entries:
CORS_ALLOW_ALL_ORIGINS = False # CHANGED
CORS_ALLOWED_ORIGINS = ['https://app.example'] # keep the other entries # CHANGED
CORS_ALLOW_CREDENTIALS = True # CHANGED
