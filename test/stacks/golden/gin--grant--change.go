// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// gin-contrib/cors responds with 403 to every request of another origin.

// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AddAllowMethods("PUT") // CHANGED
config.AddAllowHeaders("x-api-key") // CHANGED
config.AddExposeHeaders("X-Total-Count") // CHANGED
router.Use(cors.New(config))
