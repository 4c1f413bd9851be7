
# In settings.py; keep the other entries:
CORS_ALLOW_ALL_ORIGINS = True # keep the other entries
