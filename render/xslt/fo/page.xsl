<?xml version="1.0" encoding="UTF-8"?>
<!-- Second pass for paper: formatting objects for a tagged PDF, a page sequence
     for each chapter and each host country. -->
<xsl:stylesheet version="1.0"
    extension-element-prefixes="ilo"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    exclude-result-prefixes="p d ilo">

  <xsl:include href="../shared/charts.xsl"/>
  <xsl:include href="blocks.xsl"/>
  <xsl:include href="tables.xsl"/>

  <xsl:variable name="nl"><xsl:text>&#10;</xsl:text></xsl:variable>
  <xsl:variable name="document" select="/d:document"/>
  <xsl:variable name="fonts">Noto Sans, Noto Sans Math, Noto Sans Symbols, Noto Sans Arabic, Noto Sans Hebrew</xsl:variable>
  <xsl:variable name="accent">#004494</xsl:variable>
  <xsl:variable name="soft">#4a5462</xsl:variable>
  <xsl:variable name="rule">#c4cad2</xsl:variable>
  <xsl:variable name="shade">#f1f4f8</xsl:variable>
  <xsl:variable name="alarm">#9c3f00</xsl:variable>

  <xsl:template match="/d:document">
    <fo:root font-family="{$fonts}" font-size="9.5pt" line-height="1.4" color="#1b222c"
        xml:lang="{@xml:lang}" language="{@xml:lang}">
      <xsl:value-of select="$nl"/>
      <fo:layout-master-set>
        <xsl:call-template name="master"><xsl:with-param name="name">text</xsl:with-param><xsl:with-param name="columns">1</xsl:with-param></xsl:call-template>
        <xsl:call-template name="master"><xsl:with-param name="name">columns</xsl:with-param><xsl:with-param name="columns">3</xsl:with-param></xsl:call-template>
        <fo:simple-page-master master-name="front" page-width="210mm" page-height="297mm" margin="20mm 20mm 16mm 20mm">
          <fo:region-body margin-top="20mm"/>
          <fo:region-before extent="10mm"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <xsl:value-of select="$nl"/>
      <xsl:call-template name="metadata"/>
      <xsl:call-template name="bookmarks"/>
      <xsl:apply-templates select="d:front"/>
      <xsl:call-template name="contents"/>
      <xsl:apply-templates select="d:section[d:section or d:table or d:facts]" mode="sequence"/>
    </fo:root>
  </xsl:template>

  <xsl:template name="master">
    <xsl:param name="name"/>
    <xsl:param name="columns"/>
    <fo:simple-page-master master-name="{$name}" page-width="210mm" page-height="297mm" margin="12mm 20mm 10mm 20mm">
      <fo:region-body margin-top="12mm" margin-bottom="12mm" column-count="{$columns}" column-gap="6mm"/>
      <fo:region-before extent="10mm"/>
      <fo:region-after extent="6mm" display-align="after"/>
    </fo:simple-page-master>
  </xsl:template>

  <!-- The only date is that of the data. -->
  <xsl:template name="metadata">
    <fo:declarations>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default"><xsl:value-of select="@title"/>, <xsl:value-of select="@semester"/></rdf:li></rdf:Alt></dc:title>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default"><xsl:value-of select="@subtitle"/></rdf:li></rdf:Alt></dc:description>
            <dc:language><rdf:Bag><rdf:li><xsl:value-of select="@xml:lang"/></rdf:li></rdf:Bag></dc:language>
            <xmp:CreateDate><xsl:value-of select="@known-at"/></xmp:CreateDate>
            <xmp:ModifyDate><xsl:value-of select="@known-at"/></xmp:ModifyDate>
            <xmp:MetadataDate><xsl:value-of select="@known-at"/></xmp:MetadataDate>
            <xmp:CreatorTool>ilo-render</xmp:CreatorTool>
          </rdf:Description>
        </rdf:RDF>
      </x:xmpmeta>
    </fo:declarations>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <xsl:template name="bookmarks">
    <fo:bookmark-tree>
      <xsl:apply-templates select="d:section" mode="bookmark"/>
    </fo:bookmark-tree>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <xsl:template match="d:section" mode="bookmark">
    <fo:bookmark internal-destination="{@id}" starting-state="hide">
      <fo:bookmark-title><xsl:value-of select="@number"/><xsl:text> </xsl:text><xsl:value-of select="@title"/></fo:bookmark-title>
      <xsl:if test="not(@kind = 'host')"><xsl:apply-templates select="d:section" mode="bookmark"/></xsl:if>
    </fo:bookmark>
  </xsl:template>

  <!-- ===== Title page ===== -->

  <xsl:template match="d:front">
    <fo:page-sequence master-reference="front">
      <fo:title><xsl:value-of select="$document/@title"/></fo:title>
      <fo:static-content flow-name="xsl-region-before" role="artifact">
        <fo:block border-top="3mm solid {$accent}"/>
        <xsl:apply-templates select="$document/d:exercise"/>
      </fo:static-content>
      <fo:flow flow-name="xsl-region-body">
        <xsl:if test="d:line[@kind = 'exercise']">
          <fo:block font-weight="bold" font-size="14pt" line-height="1.3" start-indent="3.5mm" end-indent="3.5mm" padding="3mm" border="1.5pt solid {$alarm}" color="{$alarm}" space-after="8mm"><xsl:value-of select="d:line[@kind = 'exercise']"/></fo:block>
        </xsl:if>
        <xsl:if test="d:line[@kind = 'marking']">
          <fo:block font-weight="bold" font-size="12pt" space-after="8mm"><fo:inline border="1pt solid #1b222c" padding="1mm 2mm"><xsl:value-of select="d:line[@kind = 'marking']"/></fo:inline></fo:block>
        </xsl:if>
        <fo:block role="H1" font-size="28pt" line-height="1.15" font-weight="bold" color="{$accent}" space-before="24mm" space-before.conditionality="retain"><xsl:value-of select="d:line[@kind = 'title']"/></fo:block>
        <fo:block font-size="15pt" space-before="4mm"><xsl:value-of select="d:line[@kind = 'subtitle']"/></fo:block>
        <fo:block font-size="11pt" color="{$soft}" space-before="2mm" space-after="20mm"><xsl:value-of select="d:line[@kind = 'presidency']"/></fo:block>
        <xsl:apply-templates select="d:facts"/>
      </fo:flow>
    </fo:page-sequence>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <!-- ===== Contents: chapters and their sections; host countries have a list
       of their own in their chapter ===== -->

  <xsl:template name="contents">
    <fo:page-sequence master-reference="text">
      <fo:title><xsl:value-of select="@contents"/></fo:title>
      <xsl:call-template name="running"><xsl:with-param name="title" select="@contents"/></xsl:call-template>
      <fo:flow flow-name="xsl-region-body">
        <fo:block role="H1" font-size="18pt" font-weight="bold" color="{$accent}" space-after="6mm"><xsl:value-of select="@contents"/></fo:block>
        <xsl:for-each select="d:section">
          <xsl:call-template name="contents-line"><xsl:with-param name="bold">bold</xsl:with-param></xsl:call-template>
          <xsl:for-each select="d:section[not(@kind = 'host')]">
            <xsl:call-template name="contents-line"><xsl:with-param name="bold">normal</xsl:with-param></xsl:call-template>
          </xsl:for-each>
        </xsl:for-each>
      </fo:flow>
    </fo:page-sequence>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <xsl:template name="contents-line">
    <xsl:param name="bold"/>
    <fo:block text-align-last="justify" font-weight="{$bold}">
      <xsl:choose>
        <xsl:when test="$bold = 'bold'"><xsl:attribute name="space-before">2mm</xsl:attribute></xsl:when>
        <xsl:otherwise><xsl:attribute name="start-indent">6mm</xsl:attribute></xsl:otherwise>
      </xsl:choose>
      <fo:basic-link internal-destination="{@id}" fox:alt-text="{@title}">
        <xsl:value-of select="@number"/><xsl:text>  </xsl:text><xsl:value-of select="@title"/>
        <fo:leader leader-pattern="dots" leader-pattern-width="2mm" color="{$rule}"/>
        <fo:page-number-citation ref-id="{@id}"/>
      </fo:basic-link>
    </fo:block>
  </xsl:template>

  <!-- ===== Page sequences ===== -->

  <xsl:template match="d:exercise">
    <fo:block font-size="7.5pt" line-height="1.2" font-weight="bold" color="{$alarm}" text-align="center" padding-top="0.5mm"><xsl:value-of select="."/></fo:block>
  </xsl:template>

  <xsl:template name="running">
    <xsl:param name="title"/>
    <fo:static-content flow-name="xsl-region-before" role="artifact">
      <xsl:apply-templates select="$document/d:exercise"/>
      <fo:block font-size="7.5pt" color="{$soft}" border-bottom="0.4pt solid {$rule}" padding-bottom="1mm" text-align-last="justify">
        <xsl:value-of select="$document/@title"/>, <xsl:value-of select="$document/@semester"/>
        <fo:leader/>
        <xsl:value-of select="$title"/>
      </fo:block>
    </fo:static-content>
    <fo:static-content flow-name="xsl-region-after" role="artifact">
      <fo:block font-size="7.5pt" color="{$soft}" text-align-last="justify">
        <xsl:value-of select="$document/@marking"/>
        <fo:leader/>
        <fo:page-number/>
      </fo:block>
    </fo:static-content>
  </xsl:template>

  <xsl:template match="d:section" mode="sequence">
    <ilo:finished/>
    <xsl:variable name="master">
      <xsl:choose><xsl:when test="d:section[@kind = 'host']">columns</xsl:when><xsl:otherwise>text</xsl:otherwise></xsl:choose>
    </xsl:variable>
    <fo:page-sequence master-reference="{$master}">
      <fo:title><xsl:value-of select="@title"/></fo:title>
      <xsl:call-template name="running"><xsl:with-param name="title" select="concat(@number, ' ', @title)"/></xsl:call-template>
      <fo:flow flow-name="xsl-region-body">
        <fo:block id="{@id}" span="all">
          <xsl:call-template name="heading"/>
          <xsl:if test="$master = 'columns'"><xsl:apply-templates select="d:p"/></xsl:if>
        </fo:block>
        <xsl:if test="$master = 'text'">
          <xsl:apply-templates select="*"/>
          <xsl:apply-templates select="following-sibling::d:section[1]" mode="short"/>
        </xsl:if>
        <xsl:for-each select="d:section[@kind = 'host']">
          <fo:block text-align-last="justify" font-size="8.5pt">
            <fo:basic-link internal-destination="{@id}" fox:alt-text="{@title}">
              <xsl:value-of select="@title"/>
              <fo:leader leader-pattern="dots" leader-pattern-width="2mm" color="{$rule}"/>
              <fo:page-number-citation ref-id="{@id}"/>
            </fo:basic-link>
          </fo:block>
        </xsl:for-each>
      </fo:flow>
    </fo:page-sequence>
    <xsl:value-of select="$nl"/>
    <xsl:apply-templates select="d:section[@kind = 'host']" mode="sequence"/>
    <xsl:if test="$master = 'columns' and following-sibling::d:section[1][not(d:section or d:table or d:facts)]">
      <xsl:apply-templates select="following-sibling::d:section[1]" mode="alone"/>
    </xsl:if>
  </xsl:template>

  <!-- After the host countries it has a page of its own. -->
  <xsl:template match="d:section" mode="alone">
    <fo:page-sequence master-reference="text">
      <fo:title><xsl:value-of select="@title"/></fo:title>
      <xsl:call-template name="running"><xsl:with-param name="title" select="concat(@number, ' ', @title)"/></xsl:call-template>
      <fo:flow flow-name="xsl-region-body"><xsl:apply-templates select="." mode="short"/></fo:flow>
    </fo:page-sequence>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <!-- A chapter of a line or two follows on the page of the one before. -->
  <xsl:template match="d:section" mode="short"/>
  <xsl:template match="d:section[not(d:section or d:table or d:facts)]" mode="short">
    <fo:block id="{@id}" space-before="14mm">
      <xsl:call-template name="heading"/>
      <xsl:apply-templates select="*"/>
    </fo:block>
    <xsl:apply-templates select="following-sibling::d:section[1]" mode="short"/>
  </xsl:template>

  <xsl:template match="d:section">
    <fo:block id="{@id}">
      <xsl:call-template name="heading"/>
      <xsl:apply-templates select="*"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:variable name="level" select="count(ancestor::d:section) + 1"/>
    <fo:block role="H{$level}" font-weight="bold" keep-with-next.within-page="always" line-height="1.2" hyphenate="false">
      <xsl:choose>
        <xsl:when test="$level = 1">
          <xsl:attribute name="font-size">18pt</xsl:attribute>
          <xsl:attribute name="color"><xsl:value-of select="$accent"/></xsl:attribute>
          <xsl:attribute name="padding-bottom">4mm</xsl:attribute>
        </xsl:when>
        <xsl:when test="@kind = 'host'">
          <xsl:attribute name="font-size">16pt</xsl:attribute>
          <xsl:attribute name="color"><xsl:value-of select="$accent"/></xsl:attribute>
          <xsl:attribute name="padding-bottom">3mm</xsl:attribute>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="font-size">12pt</xsl:attribute>
          <xsl:attribute name="space-before">5.5mm</xsl:attribute>
          <xsl:attribute name="space-after">2mm</xsl:attribute>
        </xsl:otherwise>
      </xsl:choose>
      <fo:inline font-weight="normal" color="{$soft}"><xsl:value-of select="@number"/></fo:inline>
      <xsl:text>  </xsl:text>
      <xsl:value-of select="@title"/>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
