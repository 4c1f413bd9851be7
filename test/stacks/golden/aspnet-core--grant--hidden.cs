
// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://admin.example", "https://app.example") // CHANGED
    // .AllowCredentials() // uncomment if the page sends cookies
    // .WithMethods("GET", "HEAD", "POST", "PATCH") // only if there is a list already
    // .WithHeaders("x-api-key") // only if there is a list already
));
