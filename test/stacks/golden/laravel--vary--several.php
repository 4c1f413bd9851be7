// Clear the CDN's and the browser's caches; they still hold old responses.
// Keep the other `paths`, such as `sanctum/csrf-cookie`.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['http://[::1]:3000', 'https://app.example'], // CHANGED
];
