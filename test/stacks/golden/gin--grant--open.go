// `cors.Default()` allows every origin, without credentials; `AllowAllOrigins` and `AllowCredentials` together are refused by browsers.
// It must come before the routes: Gin gives a route those middlewares that are there when it is added. A foreign origin is answered 403.

// go get github.com/gin-contrib/cors, and import it.
// First middleware of the router: before authentication and routes.
router.Use(cors.New(cors.Config{
	AllowAllOrigins: true,
	AllowMethods:    []string{"GET", "HEAD", "POST"},
}))
