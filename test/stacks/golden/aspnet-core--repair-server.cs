// Read the server's log and repair the failure. These lines only let the page see the status.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // CHANGED
    // .AllowCredentials() // uncomment if the page sends cookies
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));
builder.Services.AddProblemDetails(); // CHANGED

// Program.cs, right after builder.Build() and UseRouting:
app.UseExceptionHandler(); // CHANGED
app.UseCors(); // CHANGED
