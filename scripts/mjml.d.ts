// Types for the part of mjml that we use. The package has none.
declare module 'mjml' {
  type Options = { fonts: Record<string, string>; validationLevel: 'strict' };
  export default function mjml2html(mjml: string, options: Options): Promise<{ html: string }>;
}
