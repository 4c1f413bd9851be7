// The headers stay on a response whose script fails with an exception or `exit`. Error pages of Apache or nginx do not reach PHP: set the headers there too.

<?php
// cors.php. In every entry script, such as index.php, as the first line after <?php:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['http://[::1]:3000', 'https://app.example']; // CHANGED
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false);
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin"); // CHANGED
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
