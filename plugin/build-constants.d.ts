/** Version of the package. Set by the bundler (`build.mjs`). */
declare const PACKAGE_VERSION: string;
/** The package schema as JSON text. Set by the bundler (`build.mjs`). */
declare const PACKAGE_SCHEMA: string;
