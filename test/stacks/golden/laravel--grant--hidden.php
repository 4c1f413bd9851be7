// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://admin.example', 'https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => false,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PATCH'],
    'allowed_headers' => ['x-api-key'],
    'max_age' => null,
];
