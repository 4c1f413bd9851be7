// Clear the CDN's and the browser's caches; they still hold old responses.

<?php
// cors.php. In every entry script, such as index.php, as the first line after <?php:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['http://[::1]:3000', 'https://app.example']; // CHANGED
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false); // CHANGED
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin"); // CHANGED
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
