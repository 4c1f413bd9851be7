
<?php
// cors.php. In every entry script, such as index.php, as the first line after <?php:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['https://admin.example', 'https://app.example'];
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false);
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin");
    header('Access-Control-Allow-Credentials: true');
    header('Access-Control-Expose-Headers: ETag');
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    header('Access-Control-Allow-Methods: GET, HEAD, POST, DELETE');
    header('Access-Control-Allow-Headers: Authorization');
    header('Access-Control-Max-Age: 600');
    http_response_code(204);
    exit;
}
