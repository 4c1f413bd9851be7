// Call `UseCors` before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which respond to preflights themselves.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://admin.example", "https://app.example") // CHANGED
    // .AllowCredentials() // uncomment if the page sends cookies
    // .WithMethods("GET", "HEAD", "POST", "PATCH") // only if there is a list already
    // .WithHeaders("x-api-key") // only if there is a list already
));
