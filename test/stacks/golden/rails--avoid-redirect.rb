# Above `ActionDispatch::SSL` (`config.force_ssl`), rack-cors responds to preflights before Rails redirects. The actual request is redirected as before.
# Restart the server, because Rails runs initializers once.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'https://app.example' # CHANGED
    resource '*',
      headers: ['Content-Type', 'x-api-key'], # CHANGED
      # credentials: true, # uncomment if the page sends cookies
      methods: %i[get head post put] # CHANGED
  end
end
