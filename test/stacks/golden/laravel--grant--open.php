// The file is there after `php artisan config:publish cors`; keep what other `paths` it lists, as `sanctum/csrf-cookie`. After a change: `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['*'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => false,
    'allowed_methods' => ['GET', 'HEAD', 'POST'],
    'allowed_headers' => [],
    'exposed_headers' => [],
    'max_age' => null,
];
