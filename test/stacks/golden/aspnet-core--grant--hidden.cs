// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://admin.example", "https://app.example") // CHANGED
    .WithMethods("GET", "HEAD", "POST", "PATCH")
    .WithHeaders("x-api-key")
));

// Program.cs, right after builder.Build():
app.UseCors();
