
<?php
// cors.php, in place of the lines that set these headers; keep their entries. In every entry script:
//   require_once __DIR__ . '/cors.php';

header('Access-Control-Allow-Origin: *');

// Preflights end here, before authentication.
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
