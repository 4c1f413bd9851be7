
<?php
// cors.php, in place of the lines that set these headers; keep their entries. In every entry script:
//   require_once __DIR__ . '/cors.php';

$allowed_origins = ['https://app.example']; // CHANGED
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false); // CHANGED
if (in_array($origin, $allowed_origins, true)) {
    header("Access-Control-Allow-Origin: $origin"); // CHANGED
    header('Access-Control-Allow-Credentials: true'); // CHANGED
} else { // CHANGED
    header('Access-Control-Allow-Origin: *'); // every other page, without credentials // CHANGED
}

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
