// Delete `[EnableCors]`, `RequireCors` and `customHeaders` of `web.config`.
// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("http://[::1]:3000", "https://app.example") // CHANGED
));

// Move UseCors right below builder.Build(), above redirects and authentication:
app.UseCors(); // CHANGED
