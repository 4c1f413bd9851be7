# The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.
# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins 'https://app.example' # CHANGED
    resource '*',
      headers: ['Content-Type', 'x-api-key'], # CHANGED
      # credentials: true, # uncomment if the page sends cookies
      methods: %i[get head post put] # CHANGED
  end
end

# At the top of config/routes.rb, in place of the route that redirects with `user:password@`:
Rails.application.routes.prepend do # CHANGED
  match '/api/x', via: :all, to: redirect('https://files.example/x', status: 307) # CHANGED
end # CHANGED
