
<?php
// Where PHP sets the CORS headers; keep the other entries:
header('Access-Control-Allow-Methods: GET, HEAD, POST, PUT'); // CHANGED
header('Access-Control-Allow-Headers: Content-Type, x-api-key'); // CHANGED
header('Access-Control-Expose-Headers: X-Total-Count'); // CHANGED
