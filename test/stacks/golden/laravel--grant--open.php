// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['*'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => false,
    'allowed_methods' => ['GET', 'HEAD', 'POST'],
    'allowed_headers' => [],
    'max_age' => null,
];
