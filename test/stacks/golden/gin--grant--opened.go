// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// gin-contrib/cors responds with 403 to every request of another origin.

// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AllowAllOrigins = false // CHANGED
config.AllowOrigins = []string{"https://app.example"} // keep the other entries // CHANGED
config.AllowCredentials = true // CHANGED
router.Use(cors.New(config))
