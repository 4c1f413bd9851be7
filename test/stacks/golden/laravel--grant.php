// Keep the other `paths`, such as `sanctum/csrf-cookie`.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php, from `php artisan config:publish cors`; keep its other lines:
return [
    'paths' => ['api/*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    // 'supports_credentials' => true, // uncomment if the page sends cookies
];
