// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'allowed_origins' => ['*'], // keep the other entries
];
