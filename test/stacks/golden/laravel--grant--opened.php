// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => true, // CHANGED
    'allowed_methods' => ['GET', 'HEAD', 'POST'],
    'allowed_headers' => [],
    'max_age' => null,
];
