<?php
require_once __DIR__ . '/cors.php';

$scenario = json_decode(getenv('SCENARIO'), true);
$options = $_SERVER['REQUEST_METHOD'] === 'OPTIONS';
foreach ($scenario['headers'] as [$name, $value]) {
    header("$name: $value", false);
}
if (in_array($_SERVER['HTTP_ORIGIN'] ?? '', $scenario['listed'], true)) {
    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
}
if ($scenario['cached'] ?? false) {
    header('Cache-Control: public, max-age=600');
}
if ($options && ($scenario['preflight'] ?? false)) {
    http_response_code(204);
} elseif (($scenario['auth'] ?? false) && !isset($_SERVER['HTTP_AUTHORIZATION'])) {
    http_response_code(401);
} elseif ($options && isset($scenario['optionsStatus'])) {
    http_response_code($scenario['optionsStatus']);
} elseif (isset($scenario['redirect']) && $_SERVER['REQUEST_URI'] === '/api/x') {
    header('Location: ' . $scenario['redirect'][1], true, $scenario['redirect'][0]);
} elseif ($scenario['error'] ?? false) {
    throw new RuntimeException('down');
} else {
    echo '{}';
}
