// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['http://[::1]:3000', 'https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    'allowed_headers' => ['Authorization'],
    'exposed_headers' => ['X-Total-Count'],
    'max_age' => 600,
];
