// Above `gin.Recovery()` and authentication, the headers are on 401, 404 and 500 responses too.
// gin-contrib/cors responds with 403 to every request of another origin.

// Move the app's router.Use(cors.New(config)) above all other middleware; keep its config:
config.AllowOrigins = append(config.AllowOrigins, "http://[::1]:3000") // CHANGED
router.Use(cors.New(config)) // CHANGED
