// If the web server or `.htaccess` requires a password, let `OPTIONS` pass there.

<?php
// cors.php, in place of the lines that set these headers; keep their entries. In every entry script:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['https://app.example'];
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false);
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin");
    header('Access-Control-Allow-Credentials: true');
    header('Access-Control-Expose-Headers: X-Total-Count'); // CHANGED
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) { // CHANGED
    header('Access-Control-Allow-Methods: GET, HEAD, POST, PUT'); // CHANGED
    header('Access-Control-Allow-Headers: Content-Type, x-api-key'); // CHANGED
    http_response_code(204); // CHANGED
    exit; // CHANGED
}
