# The URL loses its user name and password. Let the page send an `Authorization` header instead.
# Restart the server, because Rails runs initializers once.

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
