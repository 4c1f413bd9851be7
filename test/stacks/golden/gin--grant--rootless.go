// `cors.Default()` allows every origin, without credentials; `AllowAllOrigins` and `AllowCredentials` together are refused by browsers.
// The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.
// It must come before the routes: Gin gives a route those middlewares that are there when it is added. A foreign origin is answered 403.

// go get github.com/gin-contrib/cors, and import it.
// First middleware of the router: before authentication and routes.
router.Use(cors.New(cors.Config{
	AllowOrigins:     []string{"https://app.example"},
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders:     []string{"Content-Type", "x-api-key"}, // CHANGED
}))
