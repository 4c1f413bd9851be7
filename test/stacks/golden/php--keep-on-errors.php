// Set these headers in Apache, nginx or the CDN too. Their own error pages do not reach PHP.

<?php
// cors.php, in place of the lines that set these headers; keep their entries. In every entry script:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['http://[::1]:3000', 'https://app.example']; // CHANGED
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false);
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin"); // CHANGED
    header('Access-Control-Allow-Credentials: true');
    header('Access-Control-Expose-Headers: X-Total-Count');
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    header('Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE');
    header('Access-Control-Allow-Headers: Authorization');
    header('Access-Control-Max-Age: 600');
    http_response_code(204);
    exit;
}
