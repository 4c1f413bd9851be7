# Above `ActionDispatch::ShowExceptions`, rack-cors also adds the headers to Rails' own 404 and 500 responses.
# Restart the server, because Rails runs initializers once.

# config/initializers/cors.rb: insert rack-cors at 0; keep its other blocks, options and entries:
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'http://[::1]:3000', 'https://app.example' # keep the other entries # CHANGED
    resource '*',
      methods: %i[get head post put patch delete] # keep the other entries
  end
end
