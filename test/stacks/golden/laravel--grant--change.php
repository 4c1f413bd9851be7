// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'exposed_headers' => ['X-Total-Count'], // keep the other entries // CHANGED
];
