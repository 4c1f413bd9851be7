// If `.htaccess` or nginx redirects, request the final URL, or change the redirect there.

<?php
// cors.php. In every entry script, such as index.php, as the first line after <?php:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['https://app.example']; // CHANGED
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false);
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin"); // CHANGED
    // header('Access-Control-Allow-Credentials: true'); // uncomment if the page sends cookies
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) { // CHANGED
    header('Access-Control-Allow-Methods: GET, HEAD, POST, PUT'); // CHANGED
    header('Access-Control-Allow-Headers: Content-Type, x-api-key'); // CHANGED
    http_response_code(204); // CHANGED
    exit; // CHANGED
}
