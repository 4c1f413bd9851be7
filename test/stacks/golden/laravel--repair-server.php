// Read the server's log and repair the failure. These lines only let the page see the status.
// If `config/cors.php` exists, keep its other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    'supports_credentials' => false,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'max_age' => null,
];
