# Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.

from flask_cors import CORS  # pip install flask-cors

# Right below app = Flask(__name__):
CORS(
    app,
    origins=['https://admin.example', 'https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['ETag'],
    max_age=600,
)
