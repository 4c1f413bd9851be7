// Keep the other `paths`, such as `sanctum/csrf-cookie`.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php, from `php artisan config:publish cors`; keep its other lines:
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://admin.example', 'https://app.example'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'DELETE'],
    'allowed_headers' => ['Authorization'],
    'exposed_headers' => ['ETag'],
    'max_age' => 600,
];
