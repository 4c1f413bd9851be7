// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// Keep the other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php, from `php artisan config:publish cors`; keep its other lines:
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    // 'supports_credentials' => true, // uncomment if the page sends cookies
];
