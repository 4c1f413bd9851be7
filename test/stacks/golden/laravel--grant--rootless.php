// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// `'*'` in `paths` covers every path. Narrow it to the API, such as `api/*`.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => false,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'max_age' => null,
];
